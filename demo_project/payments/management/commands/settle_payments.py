from django.core.management.base import BaseCommand

from orders.retry import BusyError
from payments.errors import InProgressError
from payments.models import Payment
from payments.paying import ask_again


class Command(BaseCommand):
    """`python manage.py settle_payments` clears up what is undecided; run it every few minutes."""

    help = "Asks the provider how the undecided payments have ended."

    def handle(self, *args, **options):
        for payment in Payment.objects.filter(status__in=Payment.UNDECIDED).order_by("pk"):
            try:
                ask_again(payment)
            except (InProgressError, BusyError) as error:
                self.stdout.write(f"{payment}: {error}")
            else:
                self.stdout.write(f"{payment}: {payment.status}.")
