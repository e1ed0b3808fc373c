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

package io.github.progresstracker.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.github.progresstracker.internal.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * The files that a reporter keeps in a directory. A file is replaced as a whole: a reader
 * sees either the old one or the new one. Links in the directory are never followed.
 */
public final class JobFiles {

	/** Prefix of the names of files that are still being written. */
	public static final String TEMPORARY_PREFIX = "progress-";

	private final Path directory;

	private final Set<PosixFilePermission> permissions;

	/**
	 * Creates access to a directory. Nothing is read or written yet.
	 * @param directory the directory; it is created when a file is written
	 * @param permissions the permissions of the files, such as {@code rw-r--r--}; ignored
	 * by file systems without POSIX permissions
	 */
	public JobFiles(Path directory, String permissions) {
		this.directory = directory;
		this.permissions = PosixFilePermissions.fromString(permissions);
	}

	/**
	 * The path of a file.
	 * @param name the name of the file
	 * @return its path
	 */
	public Path file(String name) {
		return this.directory.resolve(name);
	}

	/**
	 * Writes a file, replacing whatever has its name.
	 * @param name the name of the file
	 * @param content the whole content
	 * @throws IOException if that is not possible; the old file is then unchanged
	 */
	public void replace(String name, byte[] content) throws IOException {
		try {
			if (!Files.isDirectory(this.directory)) {
				Files.createDirectories(this.directory);
			}
			Path temporary = Files.createTempFile(this.directory, TEMPORARY_PREFIX, ".tmp");
			try {
				write(temporary, content);
				Files.move(temporary, file(name), StandardCopyOption.ATOMIC_MOVE);
			}
			finally {
				Files.deleteIfExists(temporary);
			}
		}
		catch (IOException ex) {
			throw explain("written to", ex);
		}
	}

	private void write(Path file, byte[] content) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
			ByteBuffer left = ByteBuffer.wrap(content);
			while (left.hasRemaining()) {
				channel.write(left);
			}
		}
		PosixFileAttributeView attributes = Files.getFileAttributeView(file, PosixFileAttributeView.class,
				LinkOption.NOFOLLOW_LINKS);
		if (attributes != null) {
			attributes.setPermissions(this.permissions);
		}
	}

	/**
	 * Waits until a file is on the disk and would survive a power failure. Does nothing
	 * if the file was renamed or deleted.
	 * @param name the name of the file
	 * @throws IOException if that is not possible
	 */
	public void force(String name) throws IOException {
		try (FileChannel channel = FileChannel.open(file(name), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
			channel.force(true);
		}
		catch (NoSuchFileException ex) {
			// Another process has taken it over.
		}
		catch (IOException ex) {
			throw explain("written to", ex);
		}
	}

	/**
	 * Reads a file.
	 * @param name the name of the file
	 * @param maxBytes the maximum size
	 * @return its text, or {@code null} if there is no such file
	 * @throws IllegalArgumentException if it is not such a file: a link, too large, or
	 * not text
	 * @throws IOException if it cannot be read now
	 */
	public @Nullable String read(String name, int maxBytes) throws IOException {
		try {
			Path file = file(name);
			if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isRegularFile()) {
				throw new IllegalArgumentException("it is not a regular file");
			}
			try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
				return text(in.readNBytes(maxBytes + 1), maxBytes);
			}
		}
		catch (NoSuchFileException ex) {
			return null;
		}
		catch (IOException ex) {
			throw explain("read", ex);
		}
	}

	private static String text(byte[] content, int maxBytes) {
		if (content.length > maxBytes) {
			throw new IllegalArgumentException("it is larger than %d bytes".formatted(maxBytes));
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new IllegalArgumentException("it is not UTF-8 text", ex);
		}
	}

	/**
	 * Lists files, links and directories.
	 * @param wanted which names to list
	 * @return the names; empty if the directory does not exist
	 * @throws IOException if the directory cannot be read
	 */
	public List<String> names(Predicate<String> wanted) throws IOException {
		List<String> names = new ArrayList<>();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(this.directory,
				(file) -> wanted.test(file.getFileName().toString()))) {
			files.forEach((file) -> names.add(file.getFileName().toString()));
			return names;
		}
		catch (NoSuchFileException ex) {
			return names;
		}
		catch (IOException ex) {
			throw explain("read", ex);
		}
	}

	/**
	 * Renames a file. If several processes try, one succeeds.
	 * @param name the name of a file, a link or a directory
	 * @param newName its new name
	 * @return whether there was such a file
	 * @throws IOException if it cannot be renamed
	 */
	public boolean rename(String name, String newName) throws IOException {
		try {
			Files.move(file(name), file(newName), StandardCopyOption.ATOMIC_MOVE);
			return true;
		}
		catch (NoSuchFileException ex) {
			return false;
		}
		catch (IOException ex) {
			throw explain("written to", ex);
		}
	}

	/**
	 * Deletes a file, if there is one.
	 * @param name the name of the file
	 * @throws IOException if it cannot be deleted
	 */
	public void delete(String name) throws IOException {
		try {
			Files.deleteIfExists(file(name));
		}
		catch (IOException ex) {
			throw explain("written to", ex);
		}
	}

	private IOException explain(String what, IOException ex) {
		return new IOException("'%s' cannot be %s: %s".formatted(this, what, reason(ex)), ex);
	}

	private static String reason(IOException ex) {
		if (ex instanceof AccessDeniedException) {
			return "permission denied";
		}
		if (ex instanceof FileAlreadyExistsException || ex instanceof NotDirectoryException) {
			return "it is not a directory";
		}
		String reason = (ex instanceof FileSystemException failed) ? failed.getReason() : ex.getMessage();
		return (reason != null) ? reason : ex.getClass().getSimpleName();
	}

	@Override
	public String toString() {
		return SafeText.of(this.directory.toString());
	}

}
