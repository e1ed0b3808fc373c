/*
 * Copyright 2026 the progress-tracker authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.progresstracker.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Perl original, if available: {@code -Dperl.original=<folder>} names a copy of its
 * repository. The packages {@code libwww-perl} and {@code libnet-prometheus-perl} must be
 * installed.
 */
final class PerlLoops {

	private static final int RECORDS = 1_000_000;

	/** Enough records for exactly one push. */
	private static final int RECORDS_WITH_BLACK_HOLE = 1_001;

	private static final String LOOP = """
			use Time::HiRes;
			my ($gateway, $records) = @ARGV;
			my $tracker;
			if ($gateway) {
				require ProgressTracker;
				$tracker = ProgressTracker->new(job => 'perl', pushgateway => $gateway);
			}
			my $begin = Time::HiRes::time();
			my $value = 1;
			for (my $record = 0; $record < $records; $record++) {
				$value = ($value * 69069 + 1) % 4294967296;
				$tracker->inc if $tracker;
			}
			printf "measured %f ns per record\\n", (Time::HiRes::time() - $begin) * 1e9 / $records;
			""";

	private PerlLoops() {
	}

	static Optional<Group> group(Setting setting) throws IOException {
		String original = System.getProperty("perl.original");
		if (original == null) {
			return Optional.empty();
		}
		Path library = Path.of(original, "lib");
		String gateway = setting.gateway();
		String blackHole = setting.blackHole();
		return Optional.of(new Group("Perl", List.of(new Variant("no tracking", () -> run(library, "", RECORDS)),
				new Variant("the Perl original", () -> run(library, gateway, RECORDS)),
				new Variant("the Perl original, %d records, gateway a black hole".formatted(RECORDS_WITH_BLACK_HOLE),
						((Variant.Measurement) () -> run(library, blackHole, RECORDS_WITH_BLACK_HOLE)).once()))));
	}

	private static Map<String, Double> run(Path library, String gateway, int records)
			throws IOException, InterruptedException {
		return MeasuredProcess
			.run(List.of("/usr/bin/perl", "-I", library.toString(), "-e", LOOP, gateway, Integer.toString(records)))
			.measured();
	}

}
