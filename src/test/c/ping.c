/*
 * ping ADDRESS: sends an echo request of ICMP (IPv4) and waits up to 5 seconds for the reply, as
 * ping(8) does, which may not be installed. Prints "reply from ADDRESS".
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { ECHO_REPLY = 0, ECHO_REQUEST = 8 };

struct echo {
	uint8_t type, code;
	uint16_t checksum, id, sequence;
};

static uint16_t checksum(const struct echo *echo)
{
	uint16_t words[sizeof(*echo) / 2];
	uint32_t sum = 0;

	memcpy(words, echo, sizeof(words));
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		sum += words[i];
	sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t) ~(sum + (sum >> 16));
}

int main(int argc, char **argv)
{
	struct sockaddr_in to = { .sin_family = AF_INET }, from;
	struct echo echo = { .type = ECHO_REQUEST, .id = (uint16_t)getpid() };
	struct timeval wait = { .tv_sec = 5 };
	unsigned char packet[128];
	int fd = socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);

	if (argc != 2 || inet_pton(AF_INET, argv[1], &to.sin_addr) != 1 || fd < 0)
		return 2;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	echo.checksum = checksum(&echo);
	if (sendto(fd, &echo, sizeof(echo), 0, (struct sockaddr *)&to, sizeof(to)) < 0) {
		perror("ping");
		return 1;
	}
	for (;;) {
		socklen_t length = sizeof(from);
		ssize_t n =
			recvfrom(fd, packet, sizeof(packet), 0, (struct sockaddr *)&from, &length);
		struct echo reply;
		size_t header = (size_t)(packet[0] & 15) * 4;

		if (n < 0) {
			perror("ping");
			return 1;
		}
		if ((size_t)n < header + sizeof(reply))
			continue;
		memcpy(&reply, packet + header, sizeof(reply));
		if (reply.type == ECHO_REPLY && reply.id == echo.id &&
		    from.sin_addr.s_addr == to.sin_addr.s_addr) {
			printf("reply from %s\n", argv[1]);
			return 0;
		}
	}
}
