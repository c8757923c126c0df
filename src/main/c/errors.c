/*
 * How the launcher says that something failed: one line on standard error, at most one hint, the
 * end.
 */
#include "launcher.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

/* Where musl words an error otherwise than glibc, the words that scripts and people know. */
const char *error_text(int error)
{
	static const struct {
		int error;
		const char *text;
	} texts[] = {
		{ EIO, "Input/output error" },
		{ ENOMEM, "Cannot allocate memory" },
		{ EBUSY, "Device or resource busy" },
		{ EXDEV, "Invalid cross-device link" },
		{ EMFILE, "Too many open files" },
		{ ENFILE, "Too many open files in system" },
		{ ENOTTY, "Inappropriate ioctl for device" },
		{ ESPIPE, "Illegal seek" },
		{ ERANGE, "Numerical result out of range" },
		{ EDEADLK, "Resource deadlock avoided" },
		{ ENAMETOOLONG, "File name too long" },
		{ ELOOP, "Too many levels of symbolic links" },
		{ EUSERS, "Too many users" },
		{ EOPNOTSUPP, "Operation not supported" },
		{ EOVERFLOW, "Value too large for defined data type" },
		{ ESTALE, "Stale file handle" },
		{ ELIBBAD, "Accessing a corrupted shared library" },
	};

	for (size_t i = 0; i < COUNT(texts); i++)
		if (texts[i].error == error)
			return texts[i].text;
	return strerror(error);
}

/* A second line that says how to help it; called by the name of another tool, only for people. */
void show_hint(const char *sentence, const char *detail)
{
	if (!launch.hints)
		return;
	const char *hole = find_text(sentence, "%s");
	size_t before = hole ? (size_t)(hole - sentence) : strlen(sentence);
	char line[1024];
	size_t length = format_text(line, sizeof(line), "hint: %.*s%s%s\n", (int)before, sentence,
				    hole ? detail : "", hole ? hole + 2 : "");

	write_all(STDERR_FILENO, line, length);
}

static void report_error(int error, const char *format, va_list ap)
{
	const struct step *step = launch.now;

	complain(error_text(error), format, ap);
	launch.now = NULL; /* what fails in a hint has none */
	if (step)
		hint_for(step, error);
}

/* What failed, the reason in errno, perhaps a hint. */
void report(const char *format, ...)
{
	int error = errno;
	va_list ap;

	va_start(ap, format);
	report_error(error, format, ap);
	va_end(ap);
}

/* The same, then gives back what was taken and ends with STATUS. */
void die(int status, const char *format, ...)
{
	int error = errno;
	va_list ap;

	va_start(ap, format);
	report_error(error, format, ap);
	va_end(ap);
	quit(status);
}

/* The same where the kernel gave no reason. */
void die_plain(int status, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	complain(NULL, format, ap);
	va_end(ap);
	quit(status);
}
