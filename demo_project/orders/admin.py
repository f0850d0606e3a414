from django.contrib import admin, messages

from .checkout import cancel_order
from .errors import OrderError
from .models import CartItem, Order, OrderLine
from .retry import BusyError


class ReadOnly:
    """Look, but do not touch: an order is made and changed by the rules of the shop."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class OrderLineInline(ReadOnly, admin.TabularInline):
    """The products of an order, on its page."""

    model = OrderLine


@admin.register(Order)
class OrderAdmin(ReadOnly, admin.ModelAdmin):
    """All orders. What staff may do with them are the actions in the list."""

    list_display = ["id", "buyer", "status", "total", "created_at"]
    list_filter = ["status", "created_at"]
    list_select_related = ["buyer"]
    search_fields = ["=id", "buyer__username", "lines__name"]
    inlines = [OrderLineInline]
    actions = ["mark_as_shipped", "cancel"]

    def has_handle_permission(self, request):
        """The right to change orders, which here means: through the actions only."""
        return request.user.has_perm("orders.change_order")

    @admin.action(description="Mark as shipped", permissions=["handle"])
    def mark_as_shipped(self, request, queryset):
        self.each(request, queryset, lambda order: order.move_to(Order.Status.SHIPPED))

    @admin.action(description="Cancel and give the stock back", permissions=["handle"])
    def cancel(self, request, queryset):
        self.each(request, queryset, cancel_order)

    def each(self, request, orders, do):
        """Do it with each order, and say for which it worked and for which not."""
        for order in orders:
            try:
                do(order)
            except (OrderError, BusyError) as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                self.message_user(request, f"{order} is {order.status}.", messages.SUCCESS)


@admin.register(CartItem)
class CartItemAdmin(admin.ModelAdmin):
    """What lies in the carts, for a look when somebody asks for help."""

    list_display = ["user", "product", "quantity"]
    list_select_related = ["user", "product"]
    search_fields = ["user__username", "product__name"]
    raw_id_fields = ["user", "product"]
