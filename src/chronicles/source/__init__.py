"""What addresses point to: symbols, regions, trees."""
