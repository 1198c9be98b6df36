package io.processhub.benchmarks.synchronization.report;

import io.processhub.benchmarks.chart.Chart;
import io.processhub.benchmarks.chart.Document;
import io.processhub.benchmarks.synchronization.result.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Brings a document and its plots up to date with a file of results. Arguments: the results, the document, the folder
 * for plots. The same results give the same files.
 */
public final class Report {
    private Report() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("needs three arguments: results, document, folder for plots");
        }
        Results results = Results.read(Path.of(arguments[0]));
        Path document = Path.of(arguments[1]);
        Path folder = Path.of(arguments[2]);
        Files.writeString(document, Document.fill(Files.readString(document), new Tables(results).all()));
        Files.createDirectories(folder);
        for (Map.Entry<String, Chart> plot : new Plots(results).all().entrySet()) {
            Files.writeString(folder.resolve(plot.getKey()), plot.getValue().svg());
        }
        System.out.println("written: " + document + " and the plots in " + folder);
    }
}
