/*
 * forge FILE AT VALUE [WORD...]: in the only plan that FILE, a cache of plans, holds, sets the
 * number of 32 bits AT bytes from the entry's beginning, and takes the WORDs for its plan if there
 * are any. Then the checksum is right again: what is wrong has to be seen by a closer look. See
 * cache.c.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ENTRY  4064 /* where it begins */
#define LENGTH 44   /* where the index has its length */
#define BUILD  8    /* and the number of the build */
#define HEAD   32   /* bytes of the entry before its words */

static char file[1 << 16];

static uint32_t number_at(size_t at)
{
	uint32_t number;

	memcpy(&number, file + at, sizeof(number));
	return number;
}

int main(int argc, char **argv)
{
	int fd = argc > 3 ? open(argv[1], O_RDWR) : -1;
	uint32_t value = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 0;
	uint64_t sum;

	if (fd < 0 || pread(fd, file, sizeof(file) - 8192, 0) < ENTRY + HEAD) {
		perror("forge");
		return 1;
	}
	uint32_t length = number_at(LENGTH);

	if (argc > 4) {
		length = HEAD + number_at(ENTRY + 12);
		for (int i = 4; i < argc && length < 8000; i++) {
			strcpy(file + ENTRY + length, argv[i]);
			length += (uint32_t)strlen(argv[i]) + 1;
		}
		memcpy(file + LENGTH, &length, sizeof(length));
	}
	memcpy(file + ENTRY + atoi(argv[2]), &value, sizeof(value));
	memcpy(&sum, file + BUILD, sizeof(sum));
	for (size_t i = sizeof(sum); i < length; i++)
		sum = (sum ^ (unsigned char)file[ENTRY + i]) * 0x100000001b3;
	memcpy(file + ENTRY, &sum, sizeof(sum));
	if (ftruncate(fd, 0) < 0 ||
	    pwrite(fd, file, ENTRY + length, 0) != ENTRY + (ssize_t)length) {
		perror("forge");
		return 1;
	}
	return 0;
}
