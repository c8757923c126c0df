package dev.nsjava.inspect;

import dev.nsjava.ns.NsType;
import java.nio.file.Path;

/** The names of the system, which the kernel tells whoever reads them in the namespace. */
final class UtsView implements View {

  @Override
  public void write(Subject subject, Sheet sheet) {
    for (String name : new String[] {"hostname", "domainname"}) {
      Path file = Path.of("/proc/sys/kernel", name);
      sheet.text(name, () -> subject.within(NsType.UTS, () -> Proc.line(file)));
    }
  }
}
