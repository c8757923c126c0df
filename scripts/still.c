/*
 * A clock that stands still, for LD_PRELOAD: what the Java runtime keeps in its cache has times in
 * it, and is to be the same each time. What waits for a time does not wait.
 */
#define _GNU_SOURCE
#include <time.h>

int clock_gettime(clockid_t clock, struct timespec *now)
{
	(void)clock;
	*now = (struct timespec){ .tv_sec = 1767225600 };
	return 0;
}
