package io.github.progresstracker;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The order of the packages: each may use those below it, never one above or beside it.
 */
@AnalyzeClasses(packages = ArchitectureTests.ROOT, importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

	static final String ROOT = "io.github.progresstracker";

	@ArchTest
	static final ArchRule packagesUseOnlyThoseBelowThem = layeredArchitecture().consideringOnlyDependenciesInLayers()
		.withOptionalLayers(true)
		.layer("autoconfigure")
		.definedBy(ROOT + ".autoconfigure..")
		.layer("actuate")
		.definedBy(ROOT + ".actuate..")
		.layer("batch")
		.definedBy(ROOT + ".batch..")
		.layer("scheduling")
		.definedBy(ROOT + ".scheduling..")
		.layer("pushgateway")
		.definedBy(ROOT + ".report.pushgateway..")
		.layer("textfile")
		.definedBy(ROOT + ".report.textfile..")
		.layer("terminal")
		.definedBy(ROOT + ".report.terminal..")
		.layer("report")
		.definedBy(ROOT + ".report")
		.layer("metrics")
		.definedBy(ROOT + ".metrics..")
		.layer("root")
		.definedBy(ROOT)
		.whereLayer("autoconfigure")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("actuate")
		.mayOnlyBeAccessedByLayers("autoconfigure")
		.whereLayer("batch")
		.mayOnlyBeAccessedByLayers("autoconfigure", "actuate")
		.whereLayer("scheduling")
		.mayOnlyBeAccessedByLayers("autoconfigure", "actuate")
		.whereLayer("pushgateway")
		.mayOnlyBeAccessedByLayers("autoconfigure", "actuate", "batch", "scheduling")
		.whereLayer("textfile")
		.mayOnlyBeAccessedByLayers("autoconfigure", "actuate", "batch", "scheduling")
		.whereLayer("terminal")
		.mayOnlyBeAccessedByLayers("autoconfigure", "actuate", "batch", "scheduling")
		.whereLayer("report")
		.mayOnlyBeAccessedByLayers("autoconfigure", "actuate", "batch", "scheduling", "pushgateway", "textfile",
				"terminal")
		.whereLayer("metrics")
		.mayOnlyBeAccessedByLayers("autoconfigure", "actuate", "batch", "scheduling", "pushgateway", "textfile",
				"terminal", "report")
		.ensureAllClassesAreContainedInArchitecture();

	@ArchTest
	static final ArchRule packagesAreFreeOfCycles = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule rootIsPlainJava = noClasses().that()
		.resideInAPackage(ROOT)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", "io.micrometer..", "io.prometheus..");

	@ArchTest
	static final ArchRule onlyTheTerminalReporterPrints = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".report.terminal..")
		.should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

	@ArchTest
	static final ArchRule whenReportsAreDueDoesNotDependOnTheWallClock = noClasses().that()
		.resideInAPackage(ROOT + ".report")
		.should()
		.callMethod(TimeSource.class, "now")
		.orShould()
		.callMethod(Instant.class, "now")
		.orShould()
		.callMethod(System.class, "currentTimeMillis");

	/** It is never told to end, and holds on to the class loader of an application. */
	@ArchTest
	static final ArchRule nothingStartsTheThreadThatTheJdkHasForDelays = noClasses().should()
		.callMethod(CompletableFuture.class, "delayedExecutor", long.class, TimeUnit.class)
		.orShould()
		.callMethod(CompletableFuture.class, "delayedExecutor", long.class, TimeUnit.class, Executor.class)
		.orShould()
		.callMethod(CompletableFuture.class, "orTimeout", long.class, TimeUnit.class)
		.orShould()
		.callMethod(CompletableFuture.class, "completeOnTimeout", Object.class, long.class, TimeUnit.class);

	@ArchTest
	static final ArchRule nothingUsesJavaUtilLogging = GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

	@ArchTest
	static final ArchRule classNamesSayWhatAClassDoes = noClasses().should()
		.haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
		.orShould()
		.resideInAnyPackage("..util..", "..helper..", "..impl..");

	@ArchTest
	static final ArchRule packagesAreNullMarked = classes().should(be(inANullMarkedPackage()));

	private static DescribedPredicate<JavaClass> inANullMarkedPackage() {
		return DescribedPredicate.describe("in a @NullMarked package",
				(type) -> type.getPackage().isAnnotatedWith(NullMarked.class));
	}

}
