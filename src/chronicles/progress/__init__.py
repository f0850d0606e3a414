"""Goals, the evidence behind them, and what the journal says of how far they are."""
