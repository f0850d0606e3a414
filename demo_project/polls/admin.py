from django.contrib import admin

from .models import Choice, Question


class ChoiceInline(admin.TabularInline):
    """The choices, edited on the page of their question."""

    model = Choice
    fields = ["text", "votes"]
    readonly_fields = ["votes"]
    min_num = 2
    extra = 1

    def get_formset(self, request, obj=None, **kwargs):
        """Insist on two choices: with one, there is nothing to choose."""
        return super().get_formset(request, obj, validate_min=True, **kwargs)


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin):
    """How questions are listed, searched and written in the admin."""

    list_display = ["text", "published_at", "visible"]
    list_filter = ["published_at"]
    search_fields = ["text", "choices__text"]
    inlines = [ChoiceInline]

    @admin.display(boolean=True, ordering="published_at")
    def visible(self, question):
        """A tick for what visitors see, a cross for what still waits."""
        return question.is_published()
