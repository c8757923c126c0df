/*
 * Text without stdio: the process that waits for a program should be small, and printf with what it
 * needs is half of a static binary. Formats are those of printf, of which %s, %.*s, %d, %u and %lu
 * are known.
 */
#include "launcher.h"

#include <stdarg.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAX_PIECES 24
#define DIGITS	   24

/* A formatted text as pieces of memory, with room for the digits of its numbers. */
struct pieces {
	int count;
	struct iovec piece[MAX_PIECES];
	char digits[MAX_PIECES][DIGITS];
};

static void add(struct pieces *all, const char *text, size_t length)
{
	if (length > 0 && all->count < MAX_PIECES)
		all->piece[all->count++] = (struct iovec){ (char *)text, length };
}

static void add_number(struct pieces *all, unsigned long number, bool negative)
{
	if (all->count == MAX_PIECES)
		return;
	char *end = all->digits[all->count] + DIGITS;
	char *start = end;

	do
		*--start = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	if (negative)
		*--start = '-';
	add(all, start, (size_t)(end - start));
}

static void add_format(struct pieces *all, const char *format, va_list ap)
{
	while (*format) {
		size_t plain = strcspn(format, "%");

		add(all, format, plain);
		format += plain;
		if (*format == '\0')
			return;
		if (strncmp(format, "%.*s", 4) == 0) {
			int length = va_arg(ap, int);

			add(all, va_arg(ap, const char *), (size_t)length);
			format += 2;
		} else if (format[1] == 's') {
			const char *text = va_arg(ap, const char *);

			add(all, text, strlen(text));
		} else if (format[1] == 'd') {
			int number = va_arg(ap, int);

			add_number(all, number < 0 ? -(unsigned long)number : (unsigned long)number,
				   number < 0);
		} else if (format[1] == 'u') {
			add_number(all, va_arg(ap, unsigned), false);
		} else {
			add_number(all, va_arg(ap, unsigned long), false);
			format++;
		}
		format += 2;
	}
}

/* Formats into TO, of SIZE bytes, cut off if it is too long; returns the length. */
size_t format_text(char *to, size_t size, const char *format, ...)
{
	struct pieces all = { .count = 0 };
	size_t used = 0;
	va_list ap;

	va_start(ap, format);
	add_format(&all, format, ap);
	va_end(ap);
	for (int i = 0; i < all.count; i++) {
		size_t length = all.piece[i].iov_len;

		if (length > size - 1 - used)
			length = size - 1 - used;
		memcpy(to + used, all.piece[i].iov_base, length);
		used += length;
	}
	to[used] = '\0';
	return used;
}

/* One line on standard error, in one write: "nsjava: FORMAT" and, if there is one, ": REASON". */
void complain(const char *reason, const char *format, va_list ap)
{
	struct pieces all = { .count = 0 };

	add(&all, launch.prog, strlen(launch.prog));
	add(&all, ": ", 2);
	add_format(&all, format, ap);
	if (reason) {
		add(&all, ": ", 2);
		add(&all, reason, strlen(reason));
	}
	add(&all, "\n", 1);
	(void)!writev(STDERR_FILENO, all.piece, all.count);
}

/* The number that TEXT begins with, in decimal. */
unsigned long number_of(const char *text)
{
	unsigned long number = 0;

	while (*text >= '0' && *text <= '9')
		number = number * 10 + (unsigned long)(*text++ - '0');
	return number;
}

/* strstr(3) without its tables for long texts. */
const char *find_text(const char *in, const char *what)
{
	for (size_t length = strlen(what); *in; in++)
		if (strncmp(in, what, length) == 0)
			return in;
	return NULL;
}
