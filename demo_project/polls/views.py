from django.contrib import messages
from django.shortcuts import redirect
from django.views.generic import DetailView, ListView
from django.views.generic.edit import FormMixin

from .forms import VoteForm
from .models import Question

# The name under which a browser's session keeps the questions that it has answered.
ANSWERED = "polls_answered"


class PublishedQuestions:
    """What the pages below have in common: a question of the future is not there yet."""

    def get_queryset(self):
        # A method, so that the clock is read for each request and not once when the server starts.
        return Question.objects.published()


class QuestionListView(PublishedQuestions, ListView):
    """The page with all questions, the newest first, five at a time."""

    paginate_by = 5


class QuestionDetailView(PublishedQuestions, FormMixin, DetailView):
    """The page of one question, with the form to answer it.

    A browser may answer once. That is a courtesy and not an election: whoever deletes
    the cookie of the session may come again.
    """

    form_class = VoteForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"question": self.object}

    def get_context_data(self, **kwargs):
        return super().get_context_data(is_answered=self.is_answered(), **kwargs)

    def is_answered(self):
        return self.object.pk in self.request.session.get(ANSWERED, [])

    def post(self, request, *args, **kwargs):
        """Take the answer; if it makes no sense, show the form again with the reason."""
        self.object = self.get_object()
        if self.is_answered():
            messages.info(request, "You have answered this question before.")
            return self.show_results()
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form):
        form.cleaned_data["choice"].add_vote()
        # A new list: the session notices what is assigned, not what is appended.
        answered = self.request.session.get(ANSWERED, [])
        self.request.session[ANSWERED] = [*answered, self.object.pk]
        messages.success(self.request, "Your vote is counted.")
        return self.show_results()

    def show_results(self):
        """Lead to another address, so that reloading the page does not vote again."""
        return redirect("polls:results", self.object.pk)


class QuestionResultsView(PublishedQuestions, DetailView):
    """The page that says how often each choice was taken, the favorite first."""

    template_name = "polls/question_results.html"

    def get_context_data(self, **kwargs):
        choices = self.object.choices.order_by("-votes", "id")
        total = sum(choice.votes for choice in choices)
        return super().get_context_data(choices=choices, total=total, **kwargs)
