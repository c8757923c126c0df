package dev.nsjava.ns;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedContainerTest {

  private static final String ID =
      "4f5e21d3a0b9c8d7e6f5a4b3c2d1e0f90123456789abcdef0123456789abcdef";

  private static @Nullable String container(String line) {
    CgroupPath path = CgroupPath.parse(line.replace("ID", ID) + "\n").get(0);
    for (int i = 0; i < path.parts().size(); i++) {
      String name = WantedContainer.container(path, i);
      if (name != null) {
        return name.replace(ID, "ID");
      }
    }
    return null;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = " > ",
      textBlock =
          """
          4:memory:/docker/ID                                               > ID
          0::/docker/ID                                                     > ID
          0::/docker/ID/docker/other                                        > ID
          0::/system.slice/docker-ID.scope                                  > ID
          0::/system.slice/docker-ID.scope/init                             > ID
          0::/docker-ID.scope (deleted)                                     > ID
          1:name=systemd:/machine.slice/libpod-ID.scope                     > ID
          0::/machine.slice/libpod-ID.scope/container                       > ID
          0::/user.slice/user-1.slice/user@1.service/user.slice/libpod-ID.scope/container > ID
          4:memory:/libpod_parent/libpod-ID                                 > ID
          0::/system.slice/web.service/libpod-payload-ID                    > ID
          4:pids:/kubepods/burstable/pod1a2b-3c/ID                          > ID
          0::/kubepods.slice/kubepods-pod1a.slice/cri-containerd-ID.scope   > ID
          0::/kubepods.slice/kubepods-pod1a.slice/crio-ID.scope             > ID
          4:pids:/system.slice/containerd.service/kubepods-pod1a.slice:cri-containerd:ID > ID
          4:pids:/kubepods/besteffort/pod1a2b-3c/crio-ID                    > ID
          11:cpu,cpuacct:/k8s.io/ID                                         > ID
          0::/default/ID                                                    > ID
          0::/default/redis                                                 > redis
          0::/system.slice/nerdctl-ID.scope                                 > ID
          5:devices:/lxc/web                                                > web
          0::/lxc/101/ns/init.scope                                         > 101
          0::/lxc.payload.web/system.slice                                  > web
          0::/lxc.payload/web                                               > web
          0::/machine.slice/machine-my\\x2dbox.scope/payload                > my-box
          0::/machine.slice/systemd-nspawn@box.service/payload/init.scope   > box
          """)
  void a_container_of(String line, String name) {
    assertThat(container(line)).isEqualTo(name.strip());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "0::/",
    "0::/machine.slice/libpod-conmon-ID.scope",
    "0::/kubepods.slice/kubepods-pod1a.slice/crio-conmon-ID.scope",
    "4:memory:/libpod_parent/conmon",
    "0::/lxc.monitor.web",
    "0::/lxc.monitor/web",
    "0::/lxc",
    "0::/default",
    "0::/user.slice/default/redis",
    "0::/machine.slice/machine-libpod_pod_ID.slice",
    "0::/machine.slice/machine-box.scope/supervisor",
    "0::/machine.slice/machine-qemu\\x2d1\\x2dvm.scope",
    "0::/machine.slice/systemd-nspawn@box.service/supervisor",
    "0::/docker/0123456789abcdef",
    "0::/docker/IDa",
    "0::/system.slice/ID.service",
    "0::/system.slice/docker.service",
  })
  void no_container(String line) {
    assertThat(container(line)).isNull();
  }

  @Test
  void capital_digits_are_no_id() {
    CgroupPath path = CgroupPath.parse("0::/docker/" + ID.replace('a', 'A')).get(0);
    assertThat(WantedContainer.container(path, 1)).isNull();
  }

  @Test
  void what_is_no_line_of_the_kernel_is_passed_over() {
    assertThat(CgroupPath.parse("\nx\n1:\n:\n2:cpu:/a:b\n"))
        .containsExactly(new CgroupPath(false, java.util.List.of("a:b")));
  }
}
