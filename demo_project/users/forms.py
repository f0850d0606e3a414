from django.contrib.auth.forms import UserCreationForm

from .models import User


class RegistrationForm(UserCreationForm):
    """A name and a password, twice. Django's form checks the password's strength too."""

    class Meta(UserCreationForm.Meta):
        model = User
        fields = ["username"]
