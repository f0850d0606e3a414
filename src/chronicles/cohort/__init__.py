"""What a mentor sees of many journals: who needs a talk first, and why."""
