from django import forms

from .models import CartItem


class QuantityForm(forms.ModelForm):
    """How many of a product: from 1 to the most that a cart holds."""

    class Meta:
        model = CartItem
        fields = ["quantity"]
