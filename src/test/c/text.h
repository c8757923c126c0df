/* Text shared by start and probe: bytes that are not plain ASCII are written as \xHH, a backslash
 * as \\. */
#ifndef TEXT_H
#define TEXT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline void print_escaped(FILE *out, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if (c == '\\')
			fputs("\\\\", out);
		else if (c < ' ' || c > '~')
			fprintf(out, "\\x%02x", c);
		else
			fputc(c, out);
	}
}

/* Undoes the escapes in place; returns the length, for bytes that may be NUL. */
static inline size_t unescape(char *text)
{
	char *to = text;

	for (const char *from = text; *from;) {
		if (from[0] == '\\' && from[1] == 'x') {
			const char digits[] = { from[2], from[3], 0 };

			*to++ = (char)strtol(digits, NULL, 16);
			from += 4;
		} else {
			from += from[0] == '\\' && from[1] == '\\';
			*to++ = *from++;
		}
	}
	*to = 0;
	return (size_t)(to - text);
}

#endif
