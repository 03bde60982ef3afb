package org.wulfware.dist;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Who may use whom. The arrows point downwards only, and the daemon stays what a node can bear.
class ArrowsTest {
    private static final Path SOURCE = Path.of(System.getProperty("wulfware.source"));

    /// The packages that each module may use, beside its own and the JDK's. A module of the build that is not here fails.
    private static final Map<String, List<String>> BELOW = rules("""
            catalog    |
            wire       | catalog com.fasterxml org.codehaus.stax2
            xmlsysd    | catalog wire sun.misc
            libwulf    | catalog wire com.fasterxml org.snakeyaml
            history    | catalog wire libwulf com.fasterxml.jackson.core
            display    | catalog wire libwulf history picocli org.tomlj
            wulflogger | catalog wire libwulf history display
            wulfstat   | catalog wire libwulf history display
            commands   | catalog wire libwulf history display picocli
            testkit    | catalog wire libwulf history display xmlsysd wulfstat wulflogger picocli
            bench      | catalog wire libwulf history xmlsysd testkit
            fuzz       | catalog wire libwulf history display xmlsysd com.fasterxml.jackson org.xml
            dist       |
            """);

    static final Set<String> MODULES = BELOW.keySet();

    private static JavaClasses all;

    private static Map<String, List<String>> rules(String table) {
        return table.lines()
                .map(line -> line.split("[ |]+"))
                .collect(Collectors.toMap(words -> words[0], words -> List.of(words).subList(1, words.length)));
    }

    @BeforeAll
    static void readAllModules() {
        all = new ClassFileImporter()
                .importPaths(MODULES.stream().map(module -> SOURCE.resolve(module + "/target/classes")).toList());
    }

    @Test
    void everyModuleOfTheBuildHasItsRule() throws IOException {
        var named = Files.readString(SOURCE.resolve("pom.xml"))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("<module>"))
                .map(line -> line.substring("<module>".length(), line.indexOf("</")));
        // It reads the sources of all and has none.
        assertThat(named).containsExactlyInAnyOrderElementsOf(
                Stream.concat(Stream.of("lint"), MODULES.stream()).toList());
    }

    /// A module of which no class is found fails too.
    @ParameterizedTest
    @FieldSource("MODULES")
    void modulesUseOnlyWhatStandsBelowThem(String module) {
        var packages = new ArrayList<>(List.of("java..", "javax..", "org.jspecify..", "org.wulfware." + module + ".."));
        for (var name : Objects.requireNonNull(BELOW.get(module))) {
            packages.add((MODULES.contains(name) ? "org.wulfware." + name : name) + "..");
        }
        classes()
                .that()
                .resideInAPackage("org.wulfware." + module + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(packages.toArray(String[]::new)))
                .check(all);
    }

    @Test
    void theDaemonNeverReachesAReaderOfDocuments() {
        noClasses()
                .that()
                .resideInAPackage("org.wulfware.xmlsysd")
                .should()
                .transitivelyDependOnClassesThat(resideInAPackage("com.fasterxml.."))
                .check(all);
    }

    @Test
    void theDaemonNeedsOnlyTheBaseModule() {
        noClasses()
                .that()
                .resideInAnyPackage("org.wulfware.catalog..", "org.wulfware.xmlsysd..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "javax..", "java.sql..", "java.util.logging..", "java.lang.management..",
                                "java.net.http..")
                                // TLS is of the base module.
                                .and(not(resideInAnyPackage("javax.net..", "javax.crypto..", "javax.security.."))))
                .check(all);
    }

    @Test
    void nobodyLeansOnWhatIsForTestsAndTheDemo() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.wulfware.testkit..", "org.wulfware.bench..", "org.wulfware.fuzz..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("org.wulfware.testkit..", "org.wulfware.bench..", "org.wulfware.fuzz.."))
                .check(all);
    }

    @Test
    void noPackageIsADrawerForOddments() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..helper..", "..manager..", "..impl..")
                .check(all);
    }

    @Test
    void logsGoThroughTheSystemsLogger() {
        noClasses().should().dependOnClassesThat(resideInAPackage("java.util.logging..")).check(all);
    }

    /// What is printed is decided in one place a program; everything else says it to its caller.
    @Test
    void onlyAProgramItselfPrints() {
        noClasses()
                .that(not(aProgram()))
                .and()
                .resideOutsideOfPackages("org.wulfware.testkit..", "org.wulfware.bench..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(all);
    }

    /// The one on the class path says it in its package.
    @Test
    void everyModuleIsNullMarked() throws IOException {
        for (var module : MODULES) {
            var said = module.equals("fuzz") ? "org/wulfware/fuzz/package-info.java" : "module-info.java";
            assertThat(SOURCE.resolve(module + "/src/main/java/" + said))
                    .content()
                    .contains("@org.jspecify.annotations.NullMarked");
        }
    }

    private static DescribedPredicate<JavaClass> aProgram() {
        return DescribedPredicate.describe(
                "a program",
                type -> {
                    var outermost = type;
                    while (outermost.getEnclosingClass().isPresent()) {
                        outermost = outermost.getEnclosingClass().get();
                    }
                    return outermost.tryGetMethod("main", String[].class).isPresent();
                });
    }
}
