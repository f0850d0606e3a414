from uuid import uuid4

from django import forms

from .fake_provider import CARDS


class PayForm(forms.Form):
    """Which card, and the key under which this attempt is known."""

    # With a real provider, its script puts the token of the customer's card here.
    card_token = forms.ChoiceField(label="Card", choices=CARDS)
    key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)
