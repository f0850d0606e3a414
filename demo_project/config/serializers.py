"""Serializers that take what the schema says, and nothing that merely looks like it."""

from django.db import IntegrityError, models, transaction
from rest_framework import serializers


class StrictBooleanField(serializers.BooleanField):
    """true or false; not "yes", not 1."""

    def to_internal_value(self, data):
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class StrictCharField(serializers.CharField):
    """A string; not a number that could be written as one."""

    def run_validation(self, data=serializers.empty):
        if not isinstance(data, str) and data not in (serializers.empty, None):
            self.fail("invalid")
        return super().run_validation(data)


class StrictSlugField(StrictCharField, serializers.SlugField):
    """Letters, digits, hyphens and underscores, as in addresses."""


class StrictIntegerField(serializers.IntegerField):
    """A whole number; not the text "5", not true."""

    def to_internal_value(self, data):
        is_whole = isinstance(data, int) or (isinstance(data, float) and data.is_integer())
        if isinstance(data, bool) or not is_whole:
            self.fail("invalid")
        return int(data)


class StrictModelSerializer(serializers.ModelSerializer):
    """A model serializer whose fields do not guess what was meant."""

    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {
        models.BooleanField: StrictBooleanField,
        models.CharField: StrictCharField,
        models.SlugField: StrictSlugField,
        models.TextField: StrictCharField,
        models.PositiveIntegerField: StrictIntegerField,
        models.PositiveSmallIntegerField: StrictIntegerField,
    }

    def save(self, **kwargs):
        """Look again where the database refuses: what was free may have been taken since."""
        try:
            with transaction.atomic():
                return super().save(**kwargs)
        except IntegrityError:
            self.run_validation(self.initial_data)
            raise

    def update(self, instance, validated_data):
        """Write only what was sent: the rest may have changed since it was read."""
        for name, value in validated_data.items():
            setattr(instance, name, value)
        instance.save(update_fields=list(validated_data))
        return instance
