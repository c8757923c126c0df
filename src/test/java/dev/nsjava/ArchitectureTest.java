package dev.nsjava;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** Which room may use which. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("dev.nsjava");

  @Test
  void arrows_go_one_way() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("dev.nsjava..")
        .layer("cli")
        .definedBy("dev.nsjava.cli")
        .layer("plan")
        .definedBy("dev.nsjava.plan")
        .layer("ids")
        .definedBy("dev.nsjava.ids")
        .layer("ns")
        .definedBy("dev.nsjava.ns")
        .layer("table")
        .definedBy("dev.nsjava.table")
        .optionalLayer("net")
        .definedBy("dev.nsjava.net")
        .layer("topology")
        .definedBy("dev.nsjava.topology..")
        .optionalLayer("inspect")
        .definedBy("dev.nsjava.inspect")
        .layer("launch")
        .definedBy("dev.nsjava.launch")
        .layer("sys")
        .definedBy("dev.nsjava.sys")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("launch")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("plan")
        .mayOnlyBeAccessedByLayers("cli", "launch")
        .whereLayer("ids")
        .mayOnlyBeAccessedByLayers("cli", "plan", "topology")
        .whereLayer("ns")
        .mayOnlyBeAccessedByLayers("cli", "plan", "net", "inspect", "topology")
        .whereLayer("table")
        .mayOnlyBeAccessedByLayers("cli", "topology")
        .whereLayer("net")
        .mayOnlyBeAccessedByLayers("cli", "inspect", "topology")
        .whereLayer("topology")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("inspect")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("sys")
        .mayOnlyBeAccessedByLayers("launch", "ids", "ns", "net", "inspect", "topology")
        .ensureAllClassesAreContainedInArchitecture()
        .check(CLASSES);
  }

  /** What a file says is known without a look at the machine. */
  @Test
  void within_topology_arrows_go_one_way() {
    String topology = "dev.nsjava.topology";
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(topology + "..")
        .layer("model")
        .definedBy(topology)
        .layer("file")
        .definedBy(topology + ".file")
        .layer("run")
        .definedBy(topology + ".run")
        .layer("live")
        .definedBy(topology + ".live")
        .layer("check")
        .definedBy(topology + ".check")
        .layer("export")
        .definedBy(topology + ".export")
        .layer("draw")
        .definedBy(topology + ".draw")
        .whereLayer("file")
        .mayOnlyBeAccessedByLayers("live", "export")
        .whereLayer("run")
        .mayOnlyBeAccessedByLayers("live")
        .whereLayer("live")
        .mayOnlyBeAccessedByLayers("export", "draw")
        .whereLayer("check")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("export")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("draw")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("model")
        .mayNotAccessAnyLayer()
        .ensureAllClassesAreContainedInArchitecture()
        .check(
            new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages(topology));
  }

  @Test
  void only_sys_knows_jnr() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.nsjava.sys")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jnr..", "com.kenai..")
        .check(CLASSES);
  }

  @Test
  void only_help_knows_picocli() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.nsjava.cli.Help")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..")
        .check(CLASSES);
  }

  @Test
  void plans_do_not_touch_the_world() {
    classes()
        .that()
        .resideInAPackage("dev.nsjava.plan")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.nsjava.plan",
            "dev.nsjava.ns",
            "dev.nsjava.ids",
            "java.lang..",
            "java.util",
            "java.util.stream",
            "java.util.function",
            "java.nio",
            "java.nio.charset",
            "org.jspecify.annotations")
        .check(CLASSES);
  }
}
