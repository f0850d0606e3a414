"""How the provider vouches for its messages. Anybody can send one, only it can sign one."""

import hashlib
import hmac
import re
import time

from django.conf import settings

# In seconds. A message that somebody has recorded is worthless after that.
TOLERANCE = 5 * 60
# Plain digits, and no more of them than a date needs.
TIME = "[0-9]{1,12}"


def sign(timestamp, body):
    """Only who knows the secret can make this, and it fits this moment and these bytes only."""
    secret = settings.WEBHOOK_SECRET.encode()
    return hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_genuine(timestamp, signature, body):
    """Say whether the provider has signed this, and has signed it now."""
    # An ordinary comparison stops at the first wrong letter, and its time would give that away.
    is_signed = hmac.compare_digest(sign(timestamp, body).encode(), signature.encode())
    return is_signed and is_now(timestamp)


def is_now(timestamp):
    """Say whether these are the seconds since 1970 at this moment, more or less.

    Only plain digits are read: int() takes more than that, and raises where it does not.
    """
    return bool(re.fullmatch(TIME, timestamp)) and abs(time.time() - int(timestamp)) <= TOLERANCE
