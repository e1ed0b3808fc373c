package io.github.progresstracker.samples.unicode;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class UnicodeImportApplication {

	public static void main(String[] args) {
		System.exit(SpringApplication.exit(SpringApplication.run(UnicodeImportApplication.class, args)));
	}

}
