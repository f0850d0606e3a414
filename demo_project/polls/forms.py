from django import forms

from .models import Choice

NOTHING_CHOSEN = "Choose one of the answers first."
NOT_A_CHOICE = "That is not one of the answers to this question."


class VoteForm(forms.Form):
    """The answers to one question, of which exactly one can be chosen."""

    choice = forms.ModelChoiceField(
        label="Your answer",
        queryset=Choice.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": NOTHING_CHOSEN, "invalid_choice": NOT_A_CHOICE},
    )

    def __init__(self, *args, question, **kwargs):
        """Offer the choices of this question and no others."""
        super().__init__(*args, **kwargs)
        self.fields["choice"].queryset = question.choices.all()
