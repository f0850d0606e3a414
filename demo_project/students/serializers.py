from rest_framework import serializers
from rest_framework.validators import UniqueValidator

from config.serializers import StrictModelSerializer

from .models import EMAIL_TAKEN, Student, normalize_email
from .permissions import may_see_private


class NormalizedEmailField(serializers.EmailField):
    """An address that is normalized before it is compared with the stored ones."""

    def to_internal_value(self, data):
        return normalize_email(super().to_internal_value(data))


class StudentSerializer(StrictModelSerializer):
    """Turns a student into JSON, and checked JSON into a student.

    The private fields are only for whoever may see them. Where nobody asks, that is nobody.
    """

    email = NormalizedEmailField(
        max_length=254,
        validators=[UniqueValidator(Student.objects.all(), message=EMAIL_TAKEN)],
    )

    class Meta:
        model = Student
        fields = ["id", "name", "email", "age"]
        private_fields = ["email", "age"]

    def to_representation(self, student):
        answer = super().to_representation(student)
        request = self.context.get("request")
        if request is None or not may_see_private(request.user):
            for name in self.Meta.private_fields:
                del answer[name]
        return answer
