from django import forms

from .models import MAX_STOCK, Category, Product


def category_choices():
    """All categories there are at this moment, by the name they have in addresses."""
    return [("", "All categories"), *Category.objects.values_list("slug", "name")]


class SearchForm(forms.Form):
    """What a visitor may ask the list for. Anything else in the address is not looked at."""

    q = forms.CharField(
        label="Search", max_length=100, required=False, widget=forms.TextInput({"type": "search"})
    )
    category = forms.ChoiceField(choices=category_choices, required=False)


class ProductForm(forms.ModelForm):
    """The page for a product. Whose it is, is not among its fields: the view knows."""

    # The page remembers the stock that it showed. Only so can it tell "still 5" from
    # "make it 5 again", while somebody buys one in the meantime.
    stock = forms.IntegerField(
        min_value=0, max_value=MAX_STOCK, initial=0, show_hidden_initial=True
    )

    class Meta:
        model = Product
        fields = ["name", "category", "description", "price", "stock", "is_active"]

    def save(self, commit=True):
        """Write the fields that were changed, and leave the others to whoever changed those."""
        if self.instance.pk and commit:
            self.instance.save(update_fields=self.changed_data)
            return self.instance
        return super().save(commit)
