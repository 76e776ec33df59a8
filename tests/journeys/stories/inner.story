# Moving into an annotation that lies inside another makes it the one under the cursor.
annotation jo: The mill opened in 1912. It stood beside the river Welle for ninety years. # # outer
annotation jo: river Welle # # inner
keys }
current The mill opened in 1912. It stood beside the river Welle for ninety years.
keys )www
cursor the river
current The mill opened in 1912. It stood beside the river Welle for ninety years.
keys w
cursor river Welle
current river Welle
