package io.github.progresstracker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Tests the layers: a package may use only those packages below it that are listed for
 * it.
 */
@AnalyzeClasses(packages = ArchitectureTests.ROOT, importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

	static final String ROOT = "io.github.progresstracker";

	/**
	 * The packages from bottom to top, each with those that it may use. The packages that
	 * all may use are not repeated.
	 */
	private static final Map<String, List<String>> HOUSE = house("""
			internal.text
			root
			spi
			report
			batch
			internal.execution
			internal.count
			internal.history
			internal.run: internal.count internal.history
			simple: internal.run
			internal.delivery
			internal.metrics
			internal.files: internal.metrics
			internal.spool: internal.metrics internal.files
			internal.http
			internal.pushgateway: internal.http internal.metrics internal.spool
			internal.ping: internal.http internal.files
			internal.textfile: internal.delivery internal.metrics internal.files
			internal.terminal
			internal.batch: internal.history
			internal.scheduling
			internal.quartz: internal.scheduling
			internal.actuate: internal.delivery internal.history
			internal.condition
			autoconfigure
			internal.job: autoconfigure internal.history internal.pushgateway internal.scheduling
			autoconfigure.diagnostics: autoconfigure internal.pushgateway internal.ping internal.scheduling
			internal.lifecycle: autoconfigure internal.job internal.run internal.delivery internal.terminal
			autoconfigure.metrics: autoconfigure internal.condition internal.metrics
			autoconfigure.pushgateway: autoconfigure autoconfigure.diagnostics internal.job internal.lifecycle \
			 internal.pushgateway internal.spool
			autoconfigure.tracking: autoconfigure autoconfigure.diagnostics autoconfigure.pushgateway \
			 internal.condition internal.job internal.lifecycle internal.run internal.pushgateway internal.ping \
			 internal.textfile internal.terminal
			autoconfigure.batch: autoconfigure.tracking internal.condition internal.history internal.job \
			 internal.lifecycle internal.batch
			autoconfigure.scheduling: autoconfigure autoconfigure.tracking internal.condition internal.job \
			 internal.lifecycle internal.scheduling
			autoconfigure.quartz: autoconfigure.scheduling autoconfigure.tracking internal.condition internal.job \
			 internal.lifecycle internal.quartz internal.scheduling
			autoconfigure.actuate: autoconfigure autoconfigure.diagnostics autoconfigure.tracking internal.history \
			 internal.job internal.lifecycle internal.run internal.delivery internal.actuate internal.pushgateway
			""");

	private static final List<String> EVERYBODYS = List.of("internal.text", "root", "spi", "report", "batch",
			"internal.execution");

	@ArchTest
	static final ArchRule packagesUseOnlyThoseThatTheHouseAllows = layers();

	/** An internal change must not affect what users and frameworks see. */
	@ArchTest
	static final ArchRule signaturesOfTheApiAndOfExtensionPointsMentionNoInternals = classes().that()
		.resideOutsideOfPackage("..internal..")
		.and()
		.arePublic()
		.should(mentionNoInternals());

	/** A public type that only its own package uses is a door that leads nowhere. */
	@ArchTest
	static final ArchRule publicInternalTypesAreUsedByOtherPackages = classes().that()
		.resideInAPackage("..internal..")
		.and()
		.arePublic()
		.and()
		.areTopLevelClasses()
		.should(beUsedByAnotherPackage());

	@ArchTest
	static final ArchRule packagesAreFreeOfCycles = slices().assignedFrom(eachPackage()).should().beFreeOfCycles();

	@ArchTest
	static final ArchRule theApiAndHowItCountsArePlainJava = noClasses().that()
		.resideInAnyPackage(ROOT, ROOT + ".spi", ROOT + ".simple", ROOT + ".report", ROOT + ".internal.text",
				ROOT + ".internal.count", ROOT + ".internal.run")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", "io.micrometer..", "io.prometheus..");

	@ArchTest
	static final ArchRule onlyTheTerminalReporterPrints = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".internal.terminal..")
		.should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

	@ArchTest
	static final ArchRule whenReportsAreDueDoesNotDependOnTheWallClock = noClasses().that()
		.resideInAPackage(ROOT + ".internal.delivery")
		.should()
		.callMethod(TimeSource.class, "now")
		.orShould()
		.callMethod(Instant.class, "now")
		.orShould()
		.callMethod(System.class, "currentTimeMillis");

	/** That thread never ends, and it keeps the class loader of an application alive. */
	@ArchTest
	static final ArchRule nothingStartsTheThreadThatTheJdkHasForDelays = noClasses().should()
		.callMethod(CompletableFuture.class, "delayedExecutor", long.class, TimeUnit.class)
		.orShould()
		.callMethod(CompletableFuture.class, "delayedExecutor", long.class, TimeUnit.class, Executor.class)
		.orShould()
		.callMethod(CompletableFuture.class, "orTimeout", long.class, TimeUnit.class)
		.orShould()
		.callMethod(CompletableFuture.class, "completeOnTimeout", Object.class, long.class, TimeUnit.class);

	/** One class reads what the JVM logs there. */
	@ArchTest
	static final ArchRule nothingLogsWithJavaUtilLogging = noClasses().that()
		.haveSimpleNameNotEndingWith("SystemExitHandler")
		.should(GeneralCodingRules.USE_JAVA_UTIL_LOGGING);

	@ArchTest
	static final ArchRule classNamesSayWhatAClassDoes = noClasses().should()
		.haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
		.orShould()
		.resideInAnyPackage("..util..", "..helper..", "..impl..");

	@ArchTest
	static final ArchRule packagesAreNullMarked = classes().should(be(inANullMarkedPackage()));

	private static Map<String, List<String>> house(String plan) {
		Map<String, List<String>> house = new LinkedHashMap<>();
		plan.lines().forEach((line) -> {
			String[] parts = line.split(":", 2);
			house.put(parts[0], (parts.length > 1) ? List.of(parts[1].strip().split(" +")) : List.of());
		});
		return house;
	}

	private static ArchRule layers() {
		LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
		for (String name : HOUSE.keySet()) {
			layers = layers.layer(name).definedBy(name.equals("root") ? ROOT : ROOT + "." + name);
		}
		for (Map.Entry<String, List<String>> room : HOUSE.entrySet()) {
			List<String> below = new ArrayList<>(HOUSE.keySet());
			below = below.subList(0, below.indexOf(room.getKey()));
			List<String> allowed = new ArrayList<>(below);
			allowed.retainAll(Stream.concat(EVERYBODYS.stream(), room.getValue().stream()).toList());
			layers = allowed.isEmpty() ? layers.whereLayer(room.getKey()).mayNotAccessAnyLayer()
					: layers.whereLayer(room.getKey()).mayOnlyAccessLayers(allowed.toArray(String[]::new));
		}
		return layers.ensureAllClassesAreContainedInArchitecture();
	}

	private static SliceAssignment eachPackage() {
		return new SliceAssignment() {

			@Override
			public SliceIdentifier getIdentifierOf(JavaClass type) {
				return type.getPackageName().startsWith(ROOT) ? SliceIdentifier.of(type.getPackageName())
						: SliceIdentifier.ignore();
			}

			@Override
			public String getDescription() {
				return "each package";
			}

		};
	}

	private static ArchCondition<JavaClass> beUsedByAnotherPackage() {
		return ArchCondition.from(DescribedPredicate.describe("be used by another package",
				(type) -> type.getDirectDependenciesToSelf()
					.stream()
					.anyMatch((use) -> !use.getOriginClass().getPackage().equals(type.getPackage()))));
	}

	private static ArchCondition<JavaClass> mentionNoInternals() {
		return new ArchCondition<>("mention no internal type in a public signature") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				Stream<JavaClass> supertypes = Stream.concat(type.getRawSuperclass().stream(),
						type.getRawInterfaces().stream());
				report(type, supertypes, type.getFullName(), events);
				for (JavaMember member : type.getMembers()) {
					if (isVisible(member)) {
						report(type, member.getAllInvolvedRawTypes().stream(), member.getFullName(), events);
					}
				}
			}

			private void report(JavaClass type, Stream<JavaClass> mentioned, String where, ConditionEvents events) {
				mentioned.map(JavaClass::getBaseComponentType)
					.filter((other) -> other.getPackageName().startsWith(ROOT + ".internal"))
					.forEach((internal) -> events
						.add(SimpleConditionEvent.violated(type, where + " mentions " + internal.getName())));
			}

			private static boolean isVisible(JavaMember member) {
				return member.getModifiers().contains(JavaModifier.PUBLIC)
						|| member.getModifiers().contains(JavaModifier.PROTECTED);
			}

		};
	}

	private static DescribedPredicate<JavaClass> inANullMarkedPackage() {
		return DescribedPredicate.describe("in a @NullMarked package",
				(type) -> type.getPackage().isAnnotatedWith(NullMarked.class));
	}

}
