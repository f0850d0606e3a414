from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.messages.views import SuccessMessageMixin
from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.views.generic import CreateView, DeleteView, DetailView, ListView, UpdateView

from .forms import ProductForm, SearchForm
from .models import Product


class ProductListView(ListView):
    """The market: what is on sale, by words and by category, twelve at a time."""

    paginate_by = 12

    def get_queryset(self):
        self.search = SearchForm(self.request.GET)
        if not self.search.is_valid():
            return Product.objects.none()
        products = Product.objects.visible_to(self.request.user).select_related("category")
        if self.search.cleaned_data["category"]:
            products = products.filter(category__slug=self.search.cleaned_data["category"])
        return products.matching(self.search.cleaned_data["q"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(search=self.search, **kwargs)


class ProductDetailView(DetailView):
    """One product. To whom it is hidden, it does not exist."""

    def get_queryset(self):
        products = Product.objects.visible_to(self.request.user)
        return products.select_related("category", "seller")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            may_change=self.may("change"), may_delete=self.may("delete"), **kwargs
        )

    def may(self, right):
        allowed = Product.objects.editable_by(self.request.user, right)
        return allowed.filter(pk=self.object.pk).exists()


class ProductCreateView(LoginRequiredMixin, SuccessMessageMixin, CreateView):
    """The page where something is put up for sale, by whoever is signed in."""

    model = Product
    form_class = ProductForm
    success_message = "%(name)s is in the market."

    def form_valid(self, form):
        form.instance.seller = self.request.user
        return super().form_valid(form)

    def get_success_url(self):
        return reverse("products:detail", args=[self.object.pk])


class OwnProductMixin(LoginRequiredMixin):
    """For pages that change a product. Other people's are not found, so nothing is given away."""

    right = "change"

    def get_queryset(self):
        return Product.objects.editable_by(self.request.user, self.right)


class ProductUpdateView(OwnProductMixin, SuccessMessageMixin, UpdateView):
    form_class = ProductForm
    success_message = "%(name)s is changed."

    def get_success_url(self):
        return reverse("products:detail", args=[self.object.pk])


class ProductDeleteView(OwnProductMixin, SuccessMessageMixin, DeleteView):
    right = "delete"
    success_url = reverse_lazy("products:list")

    def get_success_message(self, cleaned_data):
        return f"{self.object.name} is deleted."

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, "It is still needed elsewhere. Take it off sale instead.")
            return redirect("products:detail", self.object.pk)
