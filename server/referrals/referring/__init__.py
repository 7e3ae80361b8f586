"""An employee recommends: their link, its QR, a card to print, a code to say, somebody presented."""
