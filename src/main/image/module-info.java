/** nsjava and its libraries, one module of the run-time image. */
open module dev.nsjava {
  requires java.logging;
  requires jdk.unsupported;
}
