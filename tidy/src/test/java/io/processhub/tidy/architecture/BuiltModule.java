package io.processhub.tidy.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The compiled main classes of one Maven module.
 *
 * @param folder of the module
 * @param classes all of its own
 * @param descriptor what its {@code module-info} says; empty when it has none
 */
record BuiltModule(String folder, JavaClasses classes, Optional<ModuleDescriptor> descriptor) {
    private static final Path ROOT = Path.of(System.getProperty("repository.root"));
    private static final Path CLASSES = Path.of("target", "classes");

    static BuiltModule of(String folder) {
        return at(folder, ROOT.resolve(folder).resolve(CLASSES));
    }

    static BuiltModule at(String name, Path classes) {
        return new BuiltModule(name, new ClassFileImporter().importPath(classes), descriptor(classes));
    }

    /** {@return every module that has been built and has classes} */
    static List<BuiltModule> all() {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve(CLASSES)))
                    .sorted()
                    .map(folder -> of(folder.getFileName().toString()))
                    .filter(module -> module.classes.iterator().hasNext())
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Optional<ModuleDescriptor> descriptor(Path classes) {
        Path file = classes.resolve("module-info.class");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            return Optional.of(ModuleDescriptor.read(bytes));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** {@return the packages that have a class} */
    Set<String> packages() {
        var names = new TreeSet<String>();
        classes.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName)
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        return names;
    }

    /** {@return the packages that another module may not use} */
    Set<String> hiddenFrom(BuiltModule reader) {
        Set<String> hidden = packages();
        String name = reader.descriptor.map(ModuleDescriptor::name).orElse("");
        descriptor.stream()
                .flatMap(module -> module.exports().stream())
                .filter(exports -> !exports.isQualified() || exports.targets().contains(name))
                .forEach(exports -> hidden.remove(exports.source()));
        return hidden;
    }

    @Override
    public String toString() {
        return folder;
    }
}
