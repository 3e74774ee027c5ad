"""A briefing pack as PDF: many releases in, one bound document out, in one pass; and the pack that travels in it back."""
