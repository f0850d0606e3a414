"""How the provider vouches for its messages. Anybody can send one, only it can sign one."""

import hashlib
import hmac
import time

from django.conf import settings

# In seconds. A message that somebody has recorded is worthless after that.
TOLERANCE = 5 * 60


def sign(timestamp, body):
    """Only who knows the secret can make this, and it fits this moment and these bytes only."""
    secret = settings.WEBHOOK_SECRET.encode()
    return hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_genuine(timestamp, signature, body):
    """Say whether the provider has signed this, and has signed it now."""
    # An ordinary comparison stops at the first wrong letter, and its time would give that away.
    is_signed = hmac.compare_digest(sign(timestamp, body).encode(), signature.encode())
    return is_signed and abs(time.time() - int(timestamp)) <= TOLERANCE
