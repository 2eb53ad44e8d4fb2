package dev.anneal.plot;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;

/** The files that a chart can become. */
final class Picture {
    /** Pixels for every point, so that pictures are sharp on fine screens. */
    private static final int PIXELS = 2;

    private Picture() {}

    static byte[] png(Chart chart) {
        var image = new BufferedImage(PIXELS * Chart.WIDTH, PIXELS * Chart.HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D paper = image.createGraphics();
        paper.scale(PIXELS, PIXELS);
        chart.draw(paper);
        paper.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static String svg(Chart chart) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setComment(null);
        context.setPrecision(2);
        var paper = new SVGGraphics2D(context, false);
        paper.setSVGCanvasSize(new Dimension(Chart.WIDTH, Chart.HEIGHT));
        chart.draw(paper);
        var text = new StringWriter();
        try {
            paper.stream(text, true);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        // no reader shall ask the network for a document type, and the letters may be missing where the picture is
        // shown
        return text.toString()
                .replaceFirst("<!DOCTYPE[^>]*>\\s*", "")
                .replaceAll("font-family:'(Open Sans|Dialog)'", "font-family:" + Fonts.FAMILIES);
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
