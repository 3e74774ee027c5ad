"""What a print shop wants: a PDF that releasekit wrote in, a file for the press out."""
