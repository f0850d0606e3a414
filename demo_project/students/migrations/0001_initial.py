import django.core.validators
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Student',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('email', models.EmailField(error_messages={'unique': 'A student with this e-mail address is already registered.'}, max_length=254, unique=True, verbose_name='e-mail')),
                ('age', models.PositiveSmallIntegerField(help_text='In whole years, from 5 to 120.', validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(120)])),
            ],
            options={
                'ordering': ['name', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('age__gte', 5), ('age__lte', 120)), name='student_age_in_range'), models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='student_email_lower_case')],
            },
        ),
    ]
