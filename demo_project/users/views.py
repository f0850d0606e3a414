from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import LoginView, LogoutView, RedirectURLMixin
from django.contrib.messages.views import SuccessMessageMixin
from django.db import IntegrityError, transaction
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import CreateView

from .forms import RegistrationForm


@method_decorator(sensitive_post_parameters(), name="dispatch")
class RegisterView(SuccessMessageMixin, RedirectURLMixin, CreateView):
    """The page where an account is made. Whoever has just made one is signed in.

    The mixin keeps the address in `next`, if it is one of this site.
    """

    form_class = RegistrationForm
    template_name = "users/register.html"
    next_page = settings.LOGIN_REDIRECT_URL
    success_message = "Welcome, %(username)s. Your account is ready."

    def form_valid(self, form):
        try:
            with transaction.atomic():
                response = super().form_valid(form)
        except IntegrityError:
            # Somebody else has taken the name since the form looked for it.
            form.add_error("username", "A user with that username already exists.")
            return self.form_invalid(form)
        login(self.request, self.object)
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(next=self.get_redirect_url(), **kwargs)


class SignInView(SuccessMessageMixin, LoginView):
    """Django's page for signing in, with a word of welcome."""

    template_name = "users/login.html"
    success_message = "You are signed in."


class SignOutView(LogoutView):
    """Django's way out. It answers to POST only: a mere link must not sign anybody out."""

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        messages.success(request, "You are signed out.")
        return response
