from django import forms

from .models import Student


class StudentForm(forms.ModelForm):
    """The registration form. Its rules come from the model, so they are written once."""

    class Meta:
        model = Student
        fields = ["name", "email", "age"]
        # The browser can offer the visitor's own name and address.
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
