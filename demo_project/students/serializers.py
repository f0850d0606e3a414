from rest_framework import serializers
from rest_framework.validators import UniqueValidator

from config.serializers import StrictModelSerializer

from .models import EMAIL_TAKEN, Student, normalize_email


class NormalizedEmailField(serializers.EmailField):
    """An address that is normalized before it is compared with the stored ones."""

    def to_internal_value(self, data):
        return normalize_email(super().to_internal_value(data))


class StudentSerializer(StrictModelSerializer):
    """Turns a student into JSON, and checked JSON into a student."""

    email = NormalizedEmailField(
        max_length=254,
        validators=[UniqueValidator(Student.objects.all(), message=EMAIL_TAKEN)],
    )

    class Meta:
        model = Student
        fields = ["id", "name", "email", "age"]
