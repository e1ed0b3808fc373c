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

package io.github.progresstracker.kotlin.api

import com.tngtech.archunit.ArchConfiguration
import com.tngtech.archunit.core.domain.JavaClass
import com.tngtech.archunit.core.domain.JavaCodeUnit
import com.tngtech.archunit.core.domain.JavaModifier
import com.tngtech.archunit.core.importer.ClassFileImporter
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import kotlin.jvm.optionals.getOrNull

/**
 * Keeps this module complete: all that is public is used in it.
 */
class WholeApiTests {

    private val classes = run {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false)
        ClassFileImporter().importPackages(ROOT)
    }

    @Test
    fun allOfItIsUsedFromKotlin() {
        val api = classes.filter { it.packageName in PACKAGES && it.isPublic() && !it.isAnnotation }
        assertThat(api).hasSizeGreaterThan(30)
        val unused = api.flatMap { it.codeUnits }.filter { isToBeUsed(it) }.map { it.fullName } - used()
        assertThat(unused).isEmpty()
    }

    private fun used(): Set<String> {
        val ours = classes.filter { it.packageName.startsWith("$ROOT.kotlin") }
        val called = ours.flatMap { it.codeUnitAccessesFromSelf }.mapNotNull { it.target.resolveMember().getOrNull() }
        val own = ours.flatMap { it.methods }
        return (called + (called + own).flatMap { overridden(it) }).map { it.fullName }.toSet()
    }

    private fun JavaClass.isPublic(): Boolean =
        JavaModifier.PUBLIC in modifiers && enclosingClass.map { it.isPublic() }.orElse(true)

    /**
     * What a subtype declares again is used by its first declaration. Kotlin has no checked exceptions, so it needs
     * nothing that declares them.
     */
    private fun isToBeUsed(member: JavaCodeUnit) = JavaModifier.PUBLIC in member.modifiers &&
        JavaModifier.SYNTHETIC !in member.modifiers &&
        member.name !in GENERATED &&
        "Checked" !in member.fullName &&
        overridden(member).isEmpty()

    private fun overridden(member: JavaCodeUnit): List<JavaCodeUnit> =
        (member.owner.allRawSuperclasses + member.owner.allRawInterfaces)
            .filter { it.packageName.startsWith(ROOT) }
            .mapNotNull { type ->
                type.tryGetMethod(member.name, *member.rawParameterTypes.map { it.name }.toTypedArray()).getOrNull()
            }

    companion object {

        private const val ROOT = "io.github.progresstracker"

        private val PACKAGES = setOf("", ".batch", ".report", ".simple", ".spi", ".test").map { ROOT + it }

        private val GENERATED = setOf("equals", "hashCode", "toString", "valueOf", "values")
    }
}
