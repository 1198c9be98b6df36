package io.processhub.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files that people wrote: what git tracks or would track if it were asked to.
 *
 * @param root of the repository
 * @param paths relative to the root, sorted
 */
record Sources(Path root, List<Path> paths) {

    /** The files of this repository. A source archive has no git, so its folders are walked instead. */
    static Sources ofRepository() {
        var root = Path.of(System.getProperty("repository.root"));
        List<Path> listed = listed(root);
        return new Sources(root, listed.isEmpty() ? walked(root) : listed);
    }

    /** Files that git names; none when there is no git or no repository. */
    static List<Path> listed(Path root) {
        try {
            Process git = new ProcessBuilder("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor() == 0 ? existing(root, Stream.of(names.split("\0"))) : List.of();
        } catch (IOException noGit) {
            return List.of();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while git listed the files", interrupted);
        }
    }

    /** Tracked files may be deleted, and submodules are folders: neither can be read. */
    private static List<Path> existing(Path root, Stream<String> names) {
        return names.filter(name -> !name.isEmpty())
                .map(Path::of)
                .filter(path -> Files.isRegularFile(root.resolve(path)))
                .sorted()
                .distinct()
                .toList();
    }

    /** All files but those that a build or git keeps to itself. */
    static List<Path> walked(Path root) {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(path -> !contains(path, "target") && !contains(path, ".git"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean contains(Path path, String folder) {
        for (Path part : path) {
            if (part.toString().equals(folder)) {
                return true;
            }
        }
        return false;
    }

    /** {@return the files whose name ends like this} */
    List<Path> endingIn(String suffix) {
        return paths.stream().filter(path -> path.toString().endsWith(suffix)).toList();
    }

    /** {@return every Java file, parsed} */
    List<SourceFile> java() {
        var texts = new TreeMap<Path, String>();
        endingIn(".java").forEach(path -> texts.put(path, read(path)));
        return SourceFile.parse(texts);
    }

    /** {@return every file that is text, whatever its ending} */
    Map<Path, String> texts() {
        var texts = new TreeMap<Path, String>();
        for (Path path : paths) {
            text(path).ifPresent(text -> texts.put(path, text));
        }
        return texts;
    }

    private Optional<String> text(Path path) {
        try {
            byte[] bytes = Files.readAllBytes(root.resolve(path));
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** {@return the text of one file} */
    String read(Path path) {
        try {
            return Files.readString(root.resolve(path));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + path, failed);
        }
    }
}
