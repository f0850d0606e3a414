from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.views import View
from django.views.generic import DetailView, ListView

from products.models import Product

from .cart import add_to_cart, change_quantity
from .checkout import cancel_order, place_order
from .errors import OrderError
from .forms import QuantityForm
from .models import CartItem, Order
from .retry import BusyError


class CustomerView(LoginRequiredMixin, View):
    """A page of a signed-in customer. A refusal becomes a message on the page they came from."""

    refused_page = "orders:cart"

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except (OrderError, BusyError) as error:
            messages.error(request, str(error))
            return redirect(self.refused_page)

    def handle_no_permission(self):
        """After signing in, lead to a page: the address of a button cannot be opened as one."""
        if self.request.method == "POST":
            return redirect_to_login(resolve_url(self.refused_page))
        return super().handle_no_permission()


class CartView(CustomerView, ListView):
    """The cart, with what it would cost today."""

    template_name = "orders/cart.html"

    def get_queryset(self):
        return CartItem.objects.filter(user=self.request.user).select_related("product")

    def get_context_data(self, **kwargs):
        total = sum(item.subtotal for item in self.object_list)
        return super().get_context_data(total=total, **kwargs)


class AddToCartView(CustomerView):
    """The form on a product's page that puts it into the cart."""

    def post(self, request, product):
        product = get_object_or_404(Product, pk=product, is_active=True)
        form = QuantityForm(request.POST)
        if form.is_valid():
            add_to_cart(request.user, product, form.cleaned_data["quantity"])
            messages.success(request, f"{product} is in your cart.")
        else:
            messages.error(request, form.errors["quantity"][0])
        return redirect("orders:cart")


class CartItemView(CustomerView):
    """One row of the cart: another quantity, or away with it."""

    def post(self, request, product):
        item = get_object_or_404(CartItem, user=request.user, product__pk=product)
        form = QuantityForm(request.POST)
        if "remove" in request.POST:
            item.delete()
        elif form.is_valid():
            change_quantity(item, form.cleaned_data["quantity"])
        else:
            messages.error(request, form.errors["quantity"][0])
        return redirect("orders:cart")


class OrderListView(CustomerView, ListView):
    """The orders of the customer. Posting to it orders what is in the cart."""

    paginate_by = 25

    def get_queryset(self):
        return Order.objects.filter(buyer=self.request.user)

    def post(self, request):
        order = place_order(request.user)
        messages.success(request, f"Thank you. {order} is placed.")
        return redirect(order)


class OrderDetailView(CustomerView, DetailView):
    """One order. Other people's orders are not forbidden, they are not there."""

    def get_queryset(self):
        return Order.objects.filter(buyer=self.request.user).prefetch_related("lines")


class OrderButtonView(CustomerView):
    """A button on the page of an order, which leads back to that page."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.refused_page = Order(pk=kwargs["pk"])

    def get_order(self):
        return get_object_or_404(Order, pk=self.kwargs["pk"], buyer=self.request.user)


class CancelOrderView(OrderButtonView):
    """The button that cancels a pending order."""

    def post(self, request, pk):
        order = self.get_order()
        cancel_order(order)
        messages.success(request, f"{order} is cancelled.")
        return redirect(order)
