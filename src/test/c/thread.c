/*
 * Ends its first thread, and says "ready" from another one that lives on until it is killed.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int is_zombie(void)
{
	char line[256] = "";
	int fd = open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
	int zombie = fd >= 0 && read(fd, line, sizeof(line) - 1) > 0 && strstr(line, ") Z ");

	close(fd);
	return zombie;
}

static void *live_on(void *nothing)
{
	while (!is_zombie())
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	if (write(1, "ready\n", 6) == 6)
		pause();
	return nothing;
}

int main(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, live_on, NULL) != 0)
		return 1;
	pthread_exit(NULL);
}
