from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from orders.views import OrderButtonView

from .forms import PayForm
from .models import Payment
from .paying import ask_again, pay

WORDS = {
    Payment.Status.ACCEPTED: (messages.SUCCESS, "Thank you. Your payment was accepted."),
    Payment.Status.DECLINED: (messages.ERROR, "Your payment was declined. Nothing was charged."),
    Payment.Status.UNKNOWN: (messages.WARNING, "We do not know yet whether your payment arrived."),
}


class PaymentView(OrderButtonView):
    """A button that has to do with paying. What came of it is a message."""

    def tell(self, payment):
        messages.add_message(self.request, *WORDS[payment.status])
        return redirect(payment.order)


class PayView(PaymentView):
    """The button that pays."""

    def post(self, request, pk):
        order = self.get_order()
        form = PayForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Please choose one of the cards.")
            return redirect(order)
        return self.tell(pay(order, form.cleaned_data["card_token"], form.cleaned_data["key"]))


class AskAgainView(PaymentView):
    """The button that asks the provider how the last payment ended."""

    def post(self, request, pk):
        payment = self.get_order().payments.first()
        if payment is None:
            raise Http404
        return self.tell(ask_again(payment))
