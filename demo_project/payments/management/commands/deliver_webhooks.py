from django.core.management.base import BaseCommand
from django.test import Client
from django.urls import reverse

from payments.fake_provider import signed_message
from payments.models import FakeCharge


class Command(BaseCommand):
    """`python manage.py deliver_webhooks` does what a real provider does on its own.

    It hands its messages to the site without a network in between. What was not taken in is sent
    again the next time, as real providers do.
    """

    help = "Lets the fake provider send the messages that it has not delivered yet."

    def handle(self, *args, **options):
        site = Client(SERVER_NAME="localhost", raise_request_exception=False)
        for charge in FakeCharge.objects.filter(delivered=False):
            body, headers = signed_message(charge)
            answer = site.post(
                reverse("payment-webhook"), body, "application/json", headers=headers, secure=True
            )
            # 409: it has this one already.
            charge.delivered = answer.status_code in {204, 409}
            charge.save(update_fields=["delivered"])
            self.stdout.write(f"{charge}: answered {answer.status_code}.")
