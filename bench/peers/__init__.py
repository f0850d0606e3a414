"""What `bench/build.py` is made of: a journal of any size, engines that build it, and measuring."""
