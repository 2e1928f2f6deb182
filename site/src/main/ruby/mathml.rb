# AsciiMath to MathML while pages are converted: browsers draw it themselves, no script is needed.
require 'asciimath'
require 'cgi'

Asciidoctor::Extensions.register do
  postprocessor do
    process do |document, output|
      output.gsub(/\\\$(.+?)\\\$/m) do
        formula = AsciiMath.parse(CGI.unescapeHTML($1))
        block = output[($~.begin(0) - 25)...$~.begin(0)].include?('<div class="content">')
        formula.to_mathml('', block ? { display: 'block' } : {})
      end
    end
  end
end
