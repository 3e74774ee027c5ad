"""The briefing pack in Word: a `Pack` in, one document that an editor goes on with out, and back."""
