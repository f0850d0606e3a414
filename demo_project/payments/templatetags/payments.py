from django import template

from payments.forms import PayForm

register = template.Library()


@register.simple_tag
def pay_form():
    """A form with a new key, each time a page is shown. A double click sends the same one twice."""
    return PayForm()
