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

package io.github.progresstracker.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import org.jspecify.annotations.Nullable;

/**
 * Reads the texts for people out of source files: what is logged at level INFO and above,
 * thrown, or explained when the application fails to start. A text is any string of three
 * words, however it gets to its reader, so that none is missed.
 */
final class SourceMessages extends TreeScanner<Void, Void> {

	/** Stands for whatever is put into a message. */
	static final String PLACEHOLDER = "…";

	private static final int MIN_WORDS = 3;

	/** Methods whose arguments nobody reads, or only someone who looks for a defect. */
	private static final Set<String> NOT_READ = Set.of("debug", "trace", "compile", "matches", "split", "replaceAll",
			"replaceFirst", "startsWith", "endsWith", "contains", "equals", "setRequestProperty");

	/** Methods that log, even a single word. */
	private static final Set<String> LOGGING = Set.of("info", "warn", "error", "log");

	/** Examples of values, which complete a message. */
	private static final Set<String> EXAMPLES = Set.of("Durations", "Numbers");

	private final Map<String, String> messages = new TreeMap<>();

	private final Map<String, ExpressionTree> constants = new HashMap<>();

	private final Set<String> joined = new HashSet<>();

	private String file = "";

	private boolean logged;

	private SourceMessages() {
	}

	/**
	 * Finds all messages.
	 * @param files the source files
	 * @return the messages, with a placeholder for whatever is put into them, and the
	 * name of a file with each
	 */
	static Map<String, String> in(List<Path> files) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		SourceMessages found = new SourceMessages();
		try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
			JavacTask task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null,
					manager.getJavaFileObjectsFromPaths(files));
			for (CompilationUnitTree unit : task.parse()) {
				found.read(unit);
			}
		}
		return found.messages;
	}

	/** Java files below a folder. */
	static List<Path> files(Path folder) {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter((file) -> file.toString().endsWith(".java")).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A message as it is compared: what is put into it, and how it is joined to what
	 * comes before, does not count.
	 */
	static String normalize(String message) {
		return message.replaceAll("\\{}|%(?:\\d+\\$)?[sd]|<[^<>]*>", PLACEHOLDER)
			.replaceAll("%n", " ")
			.replaceAll("\\s+", " ")
			.replaceAll(PLACEHOLDER + "+", PLACEHOLDER)
			.replaceAll("^[ ,;:.]+|[ ]+$", "");
	}

	/** How many words a text has, apart from what is put into it. */
	static long words(String text) {
		return Stream.of(text.split(" ")).filter((word) -> word.matches(".*\\p{L}.*")).count();
	}

	private void read(CompilationUnitTree unit) {
		this.file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
		this.constants.clear();
		this.joined.clear();
		unit.accept(new Constants(), null);
		unit.accept(this, null);
		this.constants.forEach((name, value) -> {
			if (!this.joined.contains(name)) {
				scan(value, null);
			}
		});
	}

	@Override
	public Void visitAnnotation(AnnotationTree annotation, Void unused) {
		return null;
	}

	@Override
	public Void visitVariable(VariableTree variable, Void unused) {
		return isConstant(variable) ? null : super.visitVariable(variable, null);
	}

	@Override
	public Void visitNewClass(NewClassTree created, Void unused) {
		return EXAMPLES.contains(created.getIdentifier().toString()) ? null : super.visitNewClass(created, null);
	}

	@Override
	public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
		String name = (call.getMethodSelect() instanceof MemberSelectTree select) ? select.getIdentifier().toString()
				: "";
		if (NOT_READ.contains(name)) {
			ExpressionTree target = ((MemberSelectTree) call.getMethodSelect()).getExpression();
			return (target instanceof LiteralTree) ? null : scan(target, null);
		}
		boolean before = this.logged;
		this.logged |= LOGGING.contains(name);
		super.visitMethodInvocation(call, null);
		this.logged = before;
		return null;
	}

	@Override
	public Void visitLiteral(LiteralTree literal, Void unused) {
		if (literal.getValue() instanceof String text) {
			add(text);
		}
		return null;
	}

	@Override
	public Void visitBinary(BinaryTree binary, Void unused) {
		List<ExpressionTree> operands = new ArrayList<>();
		addOperands(binary, operands);
		if (operands.stream().noneMatch((operand) -> text(operand) != null)) {
			return super.visitBinary(binary, null);
		}
		StringBuilder message = new StringBuilder();
		for (ExpressionTree operand : operands) {
			String text = text(operand);
			message.append((text != null) ? text : PLACEHOLDER);
			if (operand instanceof IdentifierTree constant && text != null) {
				this.joined.add(constant.getName().toString());
			}
			else if (operand instanceof MethodInvocationTree call && text != null) {
				scan(call.getArguments(), null);
			}
			else if (text == null) {
				scan(operand, null);
			}
		}
		add(message.toString());
		return null;
	}

	private static void addOperands(ExpressionTree tree, List<ExpressionTree> operands) {
		if (tree instanceof BinaryTree binary && binary.getKind() == Tree.Kind.PLUS) {
			addOperands(binary.getLeftOperand(), operands);
			addOperands(binary.getRightOperand(), operands);
		}
		else {
			operands.add(tree);
		}
	}

	/** What an operand adds to a text, if that is known. */
	private @Nullable String text(ExpressionTree operand) {
		if (operand instanceof LiteralTree literal && literal.getValue() instanceof String text) {
			return text;
		}
		if (operand instanceof ParenthesizedTree parenthesized) {
			return text(parenthesized.getExpression());
		}
		if (operand instanceof IdentifierTree identifier) {
			ExpressionTree value = this.constants.get(identifier.getName().toString());
			return (value != null) ? text(value) : null;
		}
		if (operand instanceof MethodInvocationTree call && call.getMethodSelect() instanceof MemberSelectTree select
				&& select.getIdentifier().contentEquals("formatted")) {
			return text(select.getExpression());
		}
		if (operand instanceof BinaryTree) {
			List<ExpressionTree> operands = new ArrayList<>();
			addOperands(operand, operands);
			return operands.stream().allMatch((each) -> each != operand && text(each) != null)
					? String.join("", operands.stream().map(this::text).toList()) : null;
		}
		return null;
	}

	private void add(String text) {
		String message = normalize(text);
		boolean isRegularExpression = text.contains("\\") || text.contains("(?");
		if (!isRegularExpression && words(message) >= (this.logged ? 1 : MIN_WORDS)) {
			this.messages.putIfAbsent(message, this.file);
		}
	}

	private static boolean isConstant(VariableTree variable) {
		return variable.getInitializer() != null && variable.getModifiers().getFlags().contains(Modifier.STATIC)
				&& variable.getModifiers().getFlags().contains(Modifier.FINAL)
				&& variable.getType().toString().equals("String");
	}

	/** Texts that have a name in their file. */
	private final class Constants extends TreeScanner<Void, Void> {

		@Override
		public Void visitVariable(VariableTree variable, Void unused) {
			if (isConstant(variable)) {
				SourceMessages.this.constants.put(variable.getName().toString(), variable.getInitializer());
			}
			return super.visitVariable(variable, null);
		}

	}

}
