package io.processhub.tidy;

import com.sun.source.tree.LiteralTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How wide a line may be. Text blocks, imports and addresses in comments cannot be broken. */
final class Columns {
    private static final Pattern UNBREAKABLE = Pattern.compile("import .*|\\s*(\\*|//|/\\*).*https?://.*");

    private Columns() {}

    static List<Finding> check(SourceFile file) {
        var textBlocks = new BitSet();
        new TextBlocks(file).scan(file.unit(), textBlocks);
        var findings = new ArrayList<Finding>();
        List<String> lines = file.text().lines().toList();
        for (int line = 1; line <= lines.size(); line++) {
            String text = lines.get(line - 1);
            if (text.length() > Sizes.COLUMNS_MAX
                    && !textBlocks.get(line)
                    && !UNBREAKABLE.matcher(text).matches()) {
                findings.add(new Finding(
                        file.path(), line, text.length() + " columns; a line has at most " + Sizes.COLUMNS_MAX));
            }
        }
        return findings;
    }

    /** Marks the lines that text blocks stand on. */
    private static final class TextBlocks extends TreeScanner<@Nullable Void, BitSet> {
        private final SourceFile file;

        TextBlocks(SourceFile file) {
            this.file = file;
        }

        @Override
        public @Nullable Void visitLiteral(LiteralTree literal, BitSet lines) {
            if (literal.getValue() instanceof String && file.textOf(literal).startsWith("\"\"\"")) {
                lines.set((int) file.firstLine(literal), (int) file.lastLine(literal) + 1);
            }
            return super.visitLiteral(literal, lines);
        }
    }
}
