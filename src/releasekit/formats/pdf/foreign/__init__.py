"""Pages of PDF of others, rebuilt so that a file that keeps PDF/A-3a and PDF/UA-1 can answer for them: docs/adr/0032-pages-of-others.md."""
