package dev.anneal.plot;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The bundled letters, so that pictures are the same everywhere. */
final class Fonts {
    /** The family as pictures name it that carry no letters of their own. */
    static final String FAMILIES = "'Open Sans', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif";

    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
    private static final Map<String, Font> LOADED = new ConcurrentHashMap<>();

    private Fonts() {}

    static Font regular(float size) {
        return LOADED.computeIfAbsent("OpenSans-Regular.ttf", Fonts::load).deriveFont(size);
    }

    static Font bold(float size) {
        return LOADED.computeIfAbsent("OpenSans-Bold.ttf", Fonts::load).deriveFont(Font.BOLD, size);
    }

    static double width(String text, Font font) {
        return font.getStringBounds(text, CONTEXT).getWidth();
    }

    /** A text cut with an ellipsis, if need be, to a width. */
    static String fitted(String text, Font font, double width) {
        int most = Text.length(text);
        String fitted = text;
        while (most > 1 && width(fitted, font) > width) {
            fitted = Text.shortened(text, --most);
        }
        return fitted;
    }

    private static Font load(String file) {
        try {
            return read(file);
        } catch (FontFormatException | IOException | InternalError noFonts) {
            nameOwnFonts();
        }
        try {
            return read(file);
        } catch (FontFormatException | IOException | InternalError stillNone) {
            throw new IllegalStateException(
                    "pictures need a Java that can draw letters: install fontconfig and any font", stillNone);
        }
    }

    private static Font read(String file) throws FontFormatException, IOException {
        return Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(Resources.bytes("fonts/" + file)));
    }

    /**
     * On a machine without any font, as small containers are, AWT refuses to start even if it is given one. This names ours as
     * the system's; AWT reads the setting when it is tried again.
     */
    private static void nameOwnFonts() {
        try {
            Path folder = Files.createTempDirectory("anneal-fonts");
            Path font = Files.write(folder.resolve("OpenSans.ttf"), Resources.bytes("fonts/OpenSans-Regular.ttf"));
            var lines = new StringBuilder("version=1\nsequence.allfonts=latin\n");
            for (String family : List.of("serif", "sansserif", "monospaced", "dialog", "dialoginput")) {
                for (String style : List.of("plain", "bold", "italic", "bolditalic")) {
                    lines.append(family).append('.').append(style).append(".latin=Open Sans\n");
                }
            }
            lines.append("filename.Open_Sans=").append(font).append('\n');
            Path settings = Files.writeString(folder.resolve("fontconfig.properties"), lines);
            System.setProperty("sun.awt.fontconfig", settings.toString());
            folder.toFile().deleteOnExit();
            font.toFile().deleteOnExit();
            settings.toFile().deleteOnExit();
        } catch (IOException failed) {
            throw new UncheckedIOException("this machine has no fonts, and none could be set up", failed);
        }
    }
}
